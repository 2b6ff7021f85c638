@NullMarked
package dev.refactory.migrations;

import org.jspecify.annotations.NullMarked;
