"""The front door of aftercare: nobody needs anything of it yet but its news."""
