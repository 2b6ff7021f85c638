@NullMarked
package dev.refactory.testkit;

import org.jspecify.annotations.NullMarked;
