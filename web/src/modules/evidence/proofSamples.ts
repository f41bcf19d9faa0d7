// Made by the platform's own signer, with keys that are used nowhere else.
export const LOG_KEY = 'example.com/log+d455c521+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4';
export const WITNESS_KEY =
  'witness.example/w1+468d99bb+BHm1Vi6P5lT5QHixEuipi6eQH4U65pW+1+DjkQutBJZk';
export const PROOF = {
  format: 'rongqu-proof/1',
  fact: {
    at: '2026-11-28T08:00:00+00:00',
    content: { list: [1, 2.5, null, true], sha256: 'ab', é: '\n ', 金额: '1,000,000.00' },
    name: 'contracts.contract_signed.v1',
  },
  salt: '000102030405060708090a0b0c0d0e0f',
  proof:
    'c2sp.org/tlog-proof@v1\nindex 270\n+zl3mlnhJUtftPKztmdiHPlUi6UTWZrW4Y6fW+DJh/w=\nOlRdpGtDOcteHdKy5BjhFITwi0z63G10QgXZL5bYc6s=\nyGA+IBGy9j0b8akqMK26kmBygXWJ8/xXjNr9yl7A6i0=\n6eMJ/nFnwBPpvNMLeaMVh5CV6UJRaBAH7foJCC4UETg=\nhB9C5YkLQNjBpyfng6dbRqoWXw+evzZI9kxL5ChPYkI=\nXRoMYx6RKLywYX8EZXdimpoNUwhwfrm6b403nXMGSVQ=\ngoUV0DPBnYyQHzfsy4rtkZZncDSG+NL/8c9wQDIcXbE=\n\nexample.com/log\n300\nnmxbFaYWVqqPuyvWK0LlpDkLmaDWtp+HwlUSYpVuT+w=\n\n— example.com/log 1FXFIfM/bPSUigv4QT6rdhU4K/JHk5q07ceNCvYtS1f3035EemcFYcqQZ4Hys56aRR4DOTF0T+Nm6sKAxSiE81awgwI=\n— witness.example/w1 Ro2ZuwAAAABrCooBOqRfwLZMD2tWaeSW1I6/SATURLd7J4me/9FvN1z1DS6mR9oSBCxf3dGrUe/8oLg8CzUhzrjAKQ53q1j5KXPWCQ==\n',
};
export const GROWTH = {
  format: 'rongqu-consistency/1',
  older:
    'example.com/log\n100\nehVB9ekykutAZgdJ74827wdNMAUhAvqxq/0DvwnlaF0=\n\n— example.com/log 1FXFIajlg+2Z60XJBuGtTn1wp/5nqC+lX/tMdIHLZISwdswcJ8pmsCp0TiEulrNQUTscXV14hpOuQwwi0zrkG/CkoAs=\n',
  newer:
    'example.com/log\n300\nnmxbFaYWVqqPuyvWK0LlpDkLmaDWtp+HwlUSYpVuT+w=\n\n— example.com/log 1FXFIfM/bPSUigv4QT6rdhU4K/JHk5q07ceNCvYtS1f3035EemcFYcqQZ4Hys56aRR4DOTF0T+Nm6sKAxSiE81awgwI=\n— witness.example/w1 Ro2ZuwAAAABrCooBOqRfwLZMD2tWaeSW1I6/SATURLd7J4me/9FvN1z1DS6mR9oSBCxf3dGrUe/8oLg8CzUhzrjAKQ53q1j5KXPWCQ==\n',
  path: [
    'w6syYfcBtGLQWwsqUE3YoNe7RKapIIpNkyTg2IUaK1A=',
    '5sq3/QYZ5vVxldY+SSVY6IDWh2hQicETRUACohTOtkM=',
    'oJXNh3s43OyXKP5VfH2h15FLa7C20DQImYtP9g8DXgY=',
    '4+ZRfX+JiWkaloIPFb9+UmrRZITrYNc9s1phojNQvZ8=',
    'cS2hOMAKQK2ZxNYGJO8yv4NVZozZW+tH9FIi6LhyJfc=',
    'ORox7kPXkbvhGTKloiQnGcGIdOgc8y8NjT178xv8prg=',
    'meoyS+D96b1juwV9EL4TinJuLj/gPIZ31bemhLa9Jso=',
    'o2SAI7QnTayUE8hSSwnBXog3bvYN5pUwsq89V9ciaj8=',
  ],
};
export const OTHER_HISTORY =
  'example.com/log\n100\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— example.com/log 1FXFIZsVTHZNg53oVQdkJ2pyqBgy1iwyOb6QWaYeN3KsvbcY1+FDKyTl6o7k29yKTXAWODnXRGy2rN2DA2c/tsST/wg=\n';
export const OTHER_SIZE =
  'example.com/log\n30000\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— example.com/log 1FXFIeeYtlyRnuptSLFWIYlHeIe53RMGy0vtGHVEVYXUDOktjP4i6ltxjAGbFAthMFOPDZE8Knv46p9Vx0rq5IMslwg=\n';
export const ERASURE = {
  format: 'rongqu-erasure/1',
  commitment: '682e7598baeb86fae90ede41e9d026af19110aacada76340409a6185a6dad3c6',
  proof:
    'c2sp.org/tlog-proof@v1\nindex 1\ncaHUZFUyCmT7fgtWo5Zay2jDhZYNGI5MK6i4Y5K9rcw=\nI6EghRYnSZrHtAbGCQGS8Ip3stHzfGElVXN1uD9Gqgs=\n\nexample.com/log\n3\nCqhnFC1ohOVrcveAT0G6yD2hgbmx77FCfF9x69h2NtQ=\n\n— example.com/log 1FXFIRjA00EIb3cc2bXMKUHddohISuG1aHAegxtIFnDkaJQ2jJ9ltbvfjqZMY8rKgPwSzX7ff/NJ7vsQAaWNnBVPPAI=\n',
  erasure: {
    format: 'rongqu-proof/1',
    fact: {
      at: '2026-11-29T08:00:00+00:00',
      content: {
        commitment: '682e7598baeb86fae90ede41e9d026af19110aacada76340409a6185a6dad3c6',
        ground: 'request',
        index: 1,
        reference: 'PI-2026-7',
      },
      name: 'evidence.fact_erased.v1',
    },
    salt: '00000000000000000000000000000000',
    proof:
      'c2sp.org/tlog-proof@v1\nindex 2\nILIg+QU0VkVnrIgzDNY1/wFXtXMSMC8RXKr5W/oymRY=\n\nexample.com/log\n3\nCqhnFC1ohOVrcveAT0G6yD2hgbmx77FCfF9x69h2NtQ=\n\n— example.com/log 1FXFIRjA00EIb3cc2bXMKUHddohISuG1aHAegxtIFnDkaJQ2jJ9ltbvfjqZMY8rKgPwSzX7ff/NJ7vsQAaWNnBVPPAI=\n',
  },
};
