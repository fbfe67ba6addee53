-- The shop's database: what it sells, what its money is worth, and its books. Executed at every start: each statement
-- changes nothing when it was executed before.

BEGIN IMMEDIATE;

CREATE TABLE IF NOT EXISTS stock (
    sku     TEXT    PRIMARY KEY,
    name    TEXT    NOT NULL,
    price   INTEGER NOT NULL CHECK (price BETWEEN 1 AND 1000000), -- euro cents
    on_hand INTEGER NOT NULL CHECK (on_hand >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS rates (
    currency  TEXT    PRIMARY KEY,
    per_10000 INTEGER NOT NULL CHECK (per_10000 BETWEEN 1 AND 100000000), -- smallest units for 10,000 euro cents
    decimals  INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 3)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS orders (
    id       TEXT    PRIMARY KEY, -- the idempotency key
    customer TEXT    NOT NULL,
    currency TEXT    NOT NULL REFERENCES rates,
    amount   INTEGER NOT NULL -- smallest units of the currency
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS order_lines (
    order_id TEXT    NOT NULL REFERENCES orders,
    sku      TEXT    NOT NULL REFERENCES stock,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (order_id, sku)
) STRICT, WITHOUT ROWID;

INSERT INTO stock (sku, name, price, on_hand) VALUES
    ('BAG-FRAME-4L',   'Frame bag, 4 l',                    5990,  40),
    ('BAG-PANNIER-20', 'Pannier, 20 l, each',               8450,  60),
    ('BELL-BRASS',     'Brass bell',                        2290, 150),
    ('BRK-PAD-R55',    'Brake pads, road, pair',            1895, 400),
    ('BRK-ROTOR-160',  'Brake rotor, 160 mm',               3499,  90),
    ('CHN-11-116',     'Chain, 11 speed, 116 links',        3290, 220),
    ('CHN-12-126',     'Chain, 12 speed, 126 links',        4990, 120),
    ('CST-11-34',      'Cassette, 11 speed, 11-34',         7350,  45),
    ('CST-12-36',      'Cassette, 12 speed, 11-36',        13995,  24),
    ('FRM-STEEL-54',   'Steel frame, 54 cm',              124900,  11),
    ('FRM-TI-56',      'Titanium frame, 56 cm',           289000,   6),
    ('HLM-CITY-M',     'Helmet, city, M',                   6990,  70),
    ('HLM-ROAD-L',     'Helmet, road, L',                  14900,  25),
    ('LGT-FRONT-70',   'Front light, 70 lux',               8990,  55),
    ('LGT-REAR-BRK',   'Rear light with brake function',    5490,  65),
    ('LOCK-FOLD-90',   'Folding lock, 90 cm',               7999,  60),
    ('OIL-CHAIN-100',  'Chain oil, 100 ml',                  899, 500),
    ('PDL-FLAT-AL',    'Flat pedals, aluminium',            4595,  50),
    ('PMP-FLOOR',      'Floor pump',                        5950,  40),
    ('SDL-LEATHER',    'Leather saddle',                   13900,  22),
    ('TIR-700-28',     'Tyre, 700 x 28',                    4290, 300),
    ('TIR-700-40',     'Tyre, 700 x 40, gravel',            5190, 180),
    ('TUB-700-BTL',    'Tube, 700, butyl',                   690, 900),
    ('WHL-700-DISC',   'Wheel set, 700, disc',             42900,  14)
    ON CONFLICT (sku) DO NOTHING;

INSERT INTO rates (currency, per_10000, decimals) VALUES
    ('CHF',   9412, 2),
    ('EUR',  10000, 2),
    ('GBP',   8436, 2),
    ('JPY',  16312, 0),
    ('KWD',  33310, 3),
    ('NOK', 117845, 2),
    ('SEK', 114020, 2),
    ('USD',  10843, 2)
    ON CONFLICT (currency) DO NOTHING;

COMMIT;
