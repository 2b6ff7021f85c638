/// What a process measures about itself, for Prometheus.
@NullMarked
package dev.refactory.kit.metrics;

import org.jspecify.annotations.NullMarked;
