/// Text references: pages and queries made by chance, hostile input.
@NullMarked
package dev.refactory.refactor.text;

import org.jspecify.annotations.NullMarked;
