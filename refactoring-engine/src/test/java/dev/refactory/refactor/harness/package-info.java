/// Recipes against plain Java: a small extractor of facts, and cases as text files.
@NullMarked
package dev.refactory.refactor.harness;

import org.jspecify.annotations.NullMarked;
