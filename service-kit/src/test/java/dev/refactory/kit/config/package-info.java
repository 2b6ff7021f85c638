/// Tests of the configuration.
@NullMarked
package dev.refactory.kit.config;

import org.jspecify.annotations.NullMarked;
