"""The sandbox gateway 短信邮件网关: takes SMS and e-mail, sends nothing, shows what was sent.

Each message id is taken once; a repeated one is answered the same. Its outbox is a page
(`GET /`) and a list (`GET /outbox`), so that people and tests can read what customers would.
"""
