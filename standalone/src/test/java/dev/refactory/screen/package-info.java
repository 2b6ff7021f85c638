/// Tests of what a person sees.
@NullMarked
package dev.refactory.screen;

import org.jspecify.annotations.NullMarked;
