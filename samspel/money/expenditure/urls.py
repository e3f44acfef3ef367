"""Addresses of books and costs."""

from django.urls import path

from samspel.imports.views.staged import import_patterns
from samspel.money.expenditure.views import books, vouchers
from samspel.money.plan.views import economy

paths = [
    path("economy/", economy.economy, name="economy"),
    path("terms/", economy.terms, name="terms"),
    path("books/", books.books, name="books"),
    *import_patterns(books.BookImportPages(), at="books"),
    path("costs/", vouchers.vouchers, name="vouchers"),
    path("costs/new/", vouchers.new_cost, name="new-cost"),
    path("costs/hours/", vouchers.new_hours, name="new-hours"),
    path("costs/income/", vouchers.new_income, name="new-income"),
    path("costs/<key:pk>/", vouchers.voucher, name="voucher"),
    path("costs/<key:pk>/correct/", vouchers.correct_cost, name="correct-cost"),
    path("costs/<key:pk>/take-back/", vouchers.take_back_cost, name="take-back-cost"),
    path("evidence/<key:pk>/", vouchers.evidence_file, name="evidence-file"),
]
