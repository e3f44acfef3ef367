"""Sign-in settings: password, passkeys and TOTP always; OIDC and SAML where a file configures them."""

import tomllib
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from samspel.config import env

PROVIDERS = {
    "openid_connect": "allauth.socialaccount.providers.openid_connect",
    "saml": "allauth.socialaccount.providers.saml",
}
APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    *PROVIDERS.values(),
]


def settings(development: bool) -> dict[str, Any]:
    """Setting name → value."""
    providers = _providers(env.text("SAMSPEL_SIGN_IN_FILE"))
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "LOGIN_REDIRECT_URL": "/",
        "LOGIN_URL": "account_login",
        "ACCOUNT_ADAPTER": "samspel.web.accounts.adapter.Adapter",
        "ACCOUNT_FORMS": {"login": "samspel.web.accounts.forms.LoginForm"},
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*", "password2*"],
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_EMAIL_VERIFICATION": "mandatory" if env.flag("SAMSPEL_OPEN_SIGN_UP") else "none",
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_LOGOUT_ON_GET": False,
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_RATE_LIMITS": {"login_failed": "5/5m/key,20/5m/ip", "login": "60/m/ip"},
        "ALLAUTH_TRUSTED_PROXY_COUNT": env.whole("SAMSPEL_PROXIES", 0 if development else 1),
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "SAMSPEL_OPEN_SIGN_UP": env.flag("SAMSPEL_OPEN_SIGN_UP"),
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_TOTP_ISSUER": "Samspel",
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": development,
        "SOCIALACCOUNT_ONLY": False,
        "SOCIALACCOUNT_ENABLED": True,
        "SOCIALACCOUNT_PROVIDERS": providers,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": bool(providers),
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": bool(providers),
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
                "OPTIONS": {"min_length": 12},
            },
            {
                "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
                "OPTIONS": {"user_attributes": ("email", "name")},
            },
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
            {
                "NAME": "samspel.web.accounts.breached_passwords.BreachedPasswordValidator",
                "OPTIONS": {"path": env.existing_file("SAMSPEL_BREACHED_PASSWORDS")},
            },
        ],
    }


def _providers(path: str) -> dict[str, Any]:
    """Provider → allauth's settings for it, from a TOML file: `[[openid_connect]]` and `[[saml]]` tables."""
    if not path:
        return {}
    try:
        tables = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ImproperlyConfigured(f"SAMSPEL_SIGN_IN_FILE: {path} cannot be read: {error}") from error
    if unknown := set(tables) - set(PROVIDERS):
        raise ImproperlyConfigured(f"{path}: found {sorted(unknown)}, expected only {sorted(PROVIDERS)}")
    return {name: {"APPS": apps} for name, apps in tables.items()}
