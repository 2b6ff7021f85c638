/// Configuration: flags over environment over file over defaults, checked as a whole, read as immutable
/// records.
@NullMarked
package dev.refactory.kit.config;

import org.jspecify.annotations.NullMarked;
