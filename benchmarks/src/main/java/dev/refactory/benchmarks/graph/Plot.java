package dev.refactory.benchmarks.graph;

import java.util.List;

final class Plot {
    Plot(List<Measured> measured) {}

    String svg() {
        return "";
    }
}
