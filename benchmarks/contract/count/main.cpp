#include "count.hpp"

// What the library's own work takes in instructions, which do not depend on the machine's load.

int main() {
    contract_benchmarks::count_validation();
    contract_benchmarks::count_filters();
    contract_benchmarks::count_conversion();
    contract_benchmarks::count_containment();
}
