/// Tests of the demonstration.
@NullMarked
package dev.refactory.demo;

import org.jspecify.annotations.NullMarked;
