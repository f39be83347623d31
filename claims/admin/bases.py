"""Django's admin and form classes with their type arguments, which exist for the type checker only.

`AdminMixin` is what a class is that will be mixed into one of them.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin

if TYPE_CHECKING:
    from django.contrib.admin.options import BaseModelAdmin

    AdminMixin = BaseModelAdmin[Any]
    ModelAdmin = admin.ModelAdmin[Any]
    StackedInline = admin.StackedInline[Any, Any]
    ModelForm = forms.ModelForm[Any]
    BaseInlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]
else:
    AdminMixin = object
    ModelAdmin = admin.ModelAdmin
    StackedInline = admin.StackedInline
    ModelForm = forms.ModelForm
    BaseInlineFormSet = forms.BaseInlineFormSet

__all__ = ["AdminMixin", "BaseInlineFormSet", "ModelAdmin", "ModelForm", "StackedInline"]
