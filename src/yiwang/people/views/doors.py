"""The two sign-in doors."""

from typing import Any

from allauth.account.views import LoginView

from yiwang.people.forms import DoorForm, StaffDoorForm
from yiwang.people.upstream import upstream


class ResidentDoor(LoginView):  # type: ignore[misc]
    """Residents and firms' agents sign in here."""

    template_name = "people/sign_in.html"

    def get_form_class(self) -> type[DoorForm]:
        return DoorForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"door": "resident", "upstream": upstream()}


class StaffDoor(LoginView):  # type: ignore[misc]
    """Staff sign in here, with a second step after it."""

    template_name = "people/sign_in.html"

    def get_form_class(self) -> type[StaffDoorForm]:
        return StaffDoorForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"door": "staff", "upstream": None}
