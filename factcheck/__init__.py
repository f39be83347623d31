"""The wiring of the site: settings, addresses, middleware and system checks. No word of the domain belongs here."""
