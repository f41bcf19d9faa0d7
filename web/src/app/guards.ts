/** Thrown while a page is opened whose permission the session lacks; the shell explains it. */
export class NotForYourRole extends Error {
  constructor() {
    super('This page is not for your role');
    this.name = 'NotForYourRole';
  }
}
