"""The front door of the order book: nobody needs anything of it yet but its news."""
