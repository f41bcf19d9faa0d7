"""The sandbox identity provider 沙箱身份提供方: an institution's own sign-in, as OpenID Connect.

Whoever opens its page chooses who they are; programs say so with `login=`. Its keys can be rotated
and its tokens spoilt on demand, so that a relying party can be tried with what goes wrong.
"""
