"""Who may come in: passes and the secrets behind them."""
