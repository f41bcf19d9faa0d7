"""What one may be allowed to do with models."""

VIEW = "models:view"
REGISTER = "models:register"
ASK_APPOINTMENT = "models:ask_appointment"
APPROVE_APPOINTMENT = "models:approve_appointment"
ROLL_BACK = "models:roll_back"
