"""Besitos that custodians give and take back."""
