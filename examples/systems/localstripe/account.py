"""What a company sets up at Stripe before it sells: products, prices, tax rates, coupons, and who pays."""

from catalogue import Offer, Price
from form import Value
from money import minor
from target import Target

_CARD: dict[str, Value] = {"number": "4242424242424242", "exp_month": 12, "exp_year": 2040, "cvc": "123"}
"""The card that Stripe's documentation names for tests."""


class Account:
    """Makes each thing once, when it is first needed."""

    def __init__(self, target: Target) -> None:
        self._api = target.api
        self._server = target.server
        self._made: dict[tuple[str, str, int], str] = {}

    def forget(self) -> None:
        """Forget everything that was made, because the server has forgotten it."""
        self._made.clear()

    def price(self, offer: Offer, number: int) -> str:
        """The id of an offer's price: a plan where the server has no prices."""
        key = ("price", offer.tariff, number)
        if key not in self._made:
            product = self._api.post("/v1/products", name=f"{offer.tariff} {number}")["id"]
            price = offer.prices[number]
            every: dict[str, Value] = {"interval": offer.interval, "interval_count": offer.interval_count}
            if self._server.prices:
                cost = _cost(price, offer.currency, "unit_amount")
                made = self._api.post("/v1/prices", product=product, currency=offer.currency, recurring=every, **cost)
            else:
                cost = _cost(price, offer.currency, "amount")
                made = self._api.post("/v1/plans", product=product, currency=offer.currency, **every, **cost)
            self._made[key] = made["id"]
        return self._made[key]

    def tax_rates(self, offer: Offer) -> list[Value] | None:
        """The ids of the tax rates on every line of an offer; None where it has none."""
        if offer.tax is None:
            return None
        key = ("tax", offer.tariff, 0)
        if key not in self._made:
            made = self._api.post(
                "/v1/tax_rates", display_name="Tax", percentage=offer.tax.percentage, inclusive=offer.tax.inclusive
            )
            self._made[key] = made["id"]
        return [self._made[key]]

    def coupon(self, offer: Offer) -> str | None:
        """The id of the coupon, a percentage off for ever, that an offer is sold with; None where it has none."""
        if offer.coupon is None:
            return None
        key = ("coupon", offer.tariff, 0)
        if key not in self._made:
            name = f"yakkan-{offer.tariff}"
            self._made[key] = self._api.post("/v1/coupons", id=name, percent_off=offer.coupon, duration="forever")["id"]
        return self._made[key]

    def customer(self, name: str, clock: str | None) -> str:
        """The id of a new customer; one that lives in no test clock has a card."""
        made = self._api.post("/v1/customers", name=name, test_clock=clock)["id"]
        if clock is None:
            card = self._api.post("/v1/payment_methods", type="card", card=_CARD)["id"]
            self._api.post(f"/v1/payment_methods/{card}/attach", customer=made)
            self._api.post(f"/v1/customers/{made}", invoice_settings={"default_payment_method": card})
        return made


def _cost(price: Price, currency: str, per_unit: str) -> dict[str, Value]:
    if price.amount is not None:
        return {per_unit: minor(price.amount, currency)}
    tiers: list[Value] = [
        {
            "up_to": "inf" if tier.up_to is None else tier.up_to,
            "unit_amount": minor(tier.unit, currency),
            "flat_amount": minor(tier.flat, currency),
        }
        for tier in price.tiers
    ]
    return {"billing_scheme": "tiered", "tiers_mode": price.mode, "tiers": tiers}
