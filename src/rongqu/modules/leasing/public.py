"""The front door of leasing: nobody above needs it yet."""
