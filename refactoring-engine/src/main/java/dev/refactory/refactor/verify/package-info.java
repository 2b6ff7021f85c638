/// The judge: facts before and after, compared.
@NullMarked
package dev.refactory.refactor.verify;

import org.jspecify.annotations.NullMarked;
