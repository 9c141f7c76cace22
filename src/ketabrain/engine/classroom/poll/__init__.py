"""A poll: phones in a room answer a lesson's questions, and each answer becomes an entry of a ledger in a folder.

Here is all that needs no server: what is asked and when, what a form's fields mean, the phones' ledgers, the limits.
"""
