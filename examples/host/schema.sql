-- What the documents of this host work on. Executed at every start: each statement changes nothing when it was executed
-- before.

BEGIN IMMEDIATE;

CREATE TABLE IF NOT EXISTS articles (
    sku     TEXT    PRIMARY KEY,
    name    TEXT    NOT NULL,
    price   INTEGER NOT NULL CHECK (price BETWEEN 1 AND 1000000), -- euro cents
    on_hand INTEGER NOT NULL CHECK (on_hand >= 0),
    reorder INTEGER NOT NULL DEFAULT 0 CHECK (reorder >= 0) -- below so many more are bought
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS orders (
    key      TEXT    PRIMARY KEY, -- the idempotency key
    id       TEXT    NOT NULL,
    customer TEXT    NOT NULL,
    sku      TEXT    NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    total    INTEGER NOT NULL CHECK (total >= 0)
) STRICT, WITHOUT ROWID;

INSERT INTO articles (sku, name, price, on_hand) VALUES
    ('BELL-BRASS',     'Brass bell',                   2290, 150),
    ('BRK-PAD-R55',    'Brake pads, road, pair',       1895, 400),
    ('CHN-12-126',     'Chain, 12 speed, 126 links',   4990, 120),
    ('FRM-TI-56',      'Titanium frame, 56 cm',      289000,   6),
    ('PMP-FLOOR',      'Floor pump',                   5950,  40),
    ('TUB-700-BTL',    'Tube, 700, butyl',              690, 900)
    ON CONFLICT (sku) DO NOTHING;

COMMIT;
