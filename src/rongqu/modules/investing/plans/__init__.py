"""Plans of automatic investment 自动投标."""
