/// Random requests on real libraries, held against a compiler that knows nothing of ours.
@NullMarked
package dev.refactory.refactor.fuzz;

import org.jspecify.annotations.NullMarked;
