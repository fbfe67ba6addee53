// Validation by ajv, timed as benchmark_contract_validate times the others:
//
//     NODE_PATH=<where ajv is installed> node ajv.cjs SECONDS DATA.json...
//
// prints `CASE ajv NANOSECONDS` lines, of processor time, each the least of several repetitions of at least so many
// seconds; fails when a verdict is not the expected one.
'use strict';
const {readFileSync} = require('fs');
const {basename} = require('path');
const Ajv = require('ajv');

const repetitions = 7;
const seconds = Number(process.argv[2]);
let kept = 0; // what is computed is used, so that it is not optimized away

const expect = (holds, what) => {
    if (holds) return;
    console.error(`ajv: ${what}`);
    process.exit(1);
};

/** The value with what is wrong in its place. */
const withFaults = (value, wrong) => {
    const copy = structuredClone(value);
    for (const [pointer, fault] of Object.entries(wrong)) {
        const path = pointer.slice(1).split('/');
        const last = path.pop();
        path.reduce((inner, name) => inner[name], copy)[last] = fault;
    }
    return copy;
};

const time = (title, call) => {
    const pass = count => {
        const start = process.hrtime.bigint();
        const used = process.cpuUsage();
        for (let i = 0; i < count; ++i) kept += call() ? 1 : 0;
        const {user, system} = process.cpuUsage(used);
        // The clock also counts what else runs on the machine, and the processor what V8 does beside this thread:
        // the time of this thread is at most either.
        return Math.min(Number(process.hrtime.bigint() - start), (user + system) * 1e3);
    };
    // Long enough for the machine's code to be the optimized one; the count then fills the time.
    let count = 1;
    while (pass(count) < seconds * 1e9) count *= 2;
    let least = Infinity;
    for (let i = 0; i < repetitions; ++i) least = Math.min(least, pass(count) / count);
    console.log(`${title} ajv ${least}`);
};

for (const file of process.argv.slice(3)) {
    const name = basename(file, '.json');
    const {schema, value, wrong} = JSON.parse(readFileSync(file, 'utf8'));
    const invalid = withFaults(value, wrong);
    const first = new Ajv().compile(schema);
    const all = new Ajv({allErrors: true}).compile(schema);

    expect(first(value) && all(value), `${name} is not found valid`);
    expect(!first(invalid), `${name} with faults is found valid`);
    all(invalid);
    const found = new Set(all.errors.map(error => error.instancePath));
    for (const pointer of Object.keys(wrong)) expect(found.has(pointer), `${name}: ${pointer} is not found`);

    time(`${name}_valid`, () => first(value));
    time(`${name}_refused`, () => first(invalid));
    time(`${name}_first_error`, () => first(invalid) ? '' : first.errors[0].instancePath);
    time(`${name}_all_errors`, () => all(invalid) ? 0 : all.errors.length);

    // One instance, which has compiled the meta-schema before and forgets the schema each time.
    const compiler = new Ajv();
    compiler.compile(schema);
    time(`${name}_compile`, () => {
        compiler.removeSchema(schema);
        return compiler.compile(schema);
    });
}
process.exitCode = kept < 0 ? 1 : 0;
