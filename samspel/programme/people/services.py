"""Giving and ending roles in a programme, and erasing a person.

Audit events name people by number only, so that a person can be erased and the chain still holds."""

from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit
from samspel.core.access import SCOPES, Role
from samspel.core.models import Draft, User
from samspel.core.programmes.models import Area, Membership, Partner, Programme
from samspel.core.programmes.policy import AccessAction
from samspel.web.extension import all_in


class PeopleError(Exception):
    """It cannot be done; the message is for the user."""


@dataclass(frozen=True)
class NewMember:
    """A role for somebody. `organisation` is an organisation or None."""

    email: str
    name: str
    role: Role
    partner: Partner | None = None
    area: Area | None = None
    organisation: Any = None


@transaction.atomic
def membership_add(*, actor: Any, programme: Programme, new: NewMember) -> Membership:
    """Give the role, making the account where there is none. PeopleError where the person already has it."""
    access.require(actor, AccessAction.MANAGE, programme)
    user = User.objects.filter(email=new.email.lower()).first() or User.objects.create_user(new.email, name=new.name)
    if not user.is_active:
        raise PeopleError(_("The account is closed."))
    needed = SCOPES.get(new.role)
    scope: dict[str, Any] = {str(needed): getattr(new, needed)} if needed else {}
    try:
        with transaction.atomic():
            made = Membership.objects.create(user=user, programme=programme, role=new.role, **scope)
    except IntegrityError as error:
        raise PeopleError(_("The person already has this role in the programme.")) from error
    audit.write(actor, "membership.added", made, changes={"user": user.pk, "role": new.role.value})
    return made


@transaction.atomic
def administrator_add(*, programme: Programme, email: str, name: str) -> Membership:
    """Make somebody the programme's administrator, from the command line: there may be nobody yet who could."""
    user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(email, name=name)
    (role,) = access.roles_with(AccessAction.MANAGE)
    made, new = Membership.objects.get_or_create(user=user, programme=programme, role=role)
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    if new:
        audit.write(None, "membership.added", made, changes={"user": user.pk, "role": made.role})
    return made


@transaction.atomic
def membership_end(*, actor: Any, membership: Membership) -> None:
    """Take the role away. PeopleError for one's own role as administrator: somebody must be left to give it back."""
    access.require(actor, AccessAction.MANAGE, membership)
    if membership.user_id == actor.pk and membership.role in access.roles_with(AccessAction.MANAGE):
        raise PeopleError(_("You cannot end your own role as administrator. Ask another administrator."))
    audit.write(actor, "membership.ended", membership, changes={"user": membership.user_id, "role": membership.role})
    membership.delete()


@transaction.atomic
def person_erase(*, actor: Any, membership: Membership) -> None:
    """Erase the person behind the membership: name, address, ways to sign in, drafts and roles. What was done stays.

    PeopleError for oneself, and for somebody who also works in another programme."""
    access.require(actor, AccessAction.MANAGE, membership)
    user = User.objects.select_for_update().get(pk=membership.user_id)
    if user.pk == actor.pk:
        raise PeopleError(_("You cannot erase yourself."))
    if user.memberships.exclude(programme=membership.programme).exists():
        raise PeopleError(_("The person also works in another programme. End the role here instead."))
    audit.write(actor, "person.erased", membership, changes={"user": user.pk})
    for kept in all_in("personal_data"):
        kept.erase(user=user)
    for model in (Membership, Draft, EmailAddress, Authenticator, SocialAccount):
        model._default_manager.filter(user=user).delete()
    user.email, user.name, user.is_active = f"erased-{user.pk}@invalid", _("Erased person"), False
    user.set_unusable_password()
    user.save()
