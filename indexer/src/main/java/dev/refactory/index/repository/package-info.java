/// Repositories as users know them: registered, uploaded, private, deleted.
@NullMarked
package dev.refactory.index.repository;

import org.jspecify.annotations.NullMarked;
