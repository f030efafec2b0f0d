"""A forgotten password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yiwang.errors import YiwangError
from yiwang.people.forms import ForgottenForm, NewPasswordForm
from yiwang.people.services.password import reset_password, send_reset_code
from yiwang.people.sources import sms_is_simulated

_TYPED = "people.forgotten"


@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """First who it is, then the code that was sent and a new password."""
    typed = "" if request.GET.get("again") else request.session.get(_TYPED, "")
    form = (NewPasswordForm if typed else ForgottenForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not typed:
                send_reset_code(typed=form.cleaned_data["who"])
                request.session[_TYPED] = form.cleaned_data["who"]
                return redirect("account_reset_password")
            answers = form.cleaned_data
            reset_password(typed=typed, code=answers["code"], password=answers["password1"])
        except YiwangError as error:
            form.add_error(None, str(error))
        else:
            request.session.pop(_TYPED, None)
            messages.success(request, gettext("密码已重设，请用新密码登录。"))
            return redirect("account_login")
    context = {"form": form, "typed": typed, "simulated": sms_is_simulated()}
    return render(request, "people/forgotten.html", context)
