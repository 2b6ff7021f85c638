/// Who builds which snapshot, and who waits for it.
@NullMarked
package dev.refactory.index.store;

import org.jspecify.annotations.NullMarked;
