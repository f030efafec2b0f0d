"""Forms: what an applicant is asked, said once as data and rendered by the server.

A form is a JSON Schema (2020-12), which says what a right answer is, beside a `ui` part, which says how to
ask: titles in both languages, steps, help, choices, when a question is shown, and which register already knows
the answer. The room reads what a browser posts, refuses hostile input, finds all errors at once, checks
prefilled values again against their register, and keeps drafts. It knows nothing of items or cases, and
works without JavaScript.
"""
