/// HTTP as every role speaks it: routes on virtual threads, problem details, health, metrics.
@NullMarked
package dev.refactory.kit.http;

import org.jspecify.annotations.NullMarked;
