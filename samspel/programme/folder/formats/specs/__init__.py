"""What a programme folder says, as frozen values. Fields are named as in samspel.core.programmes.models."""
