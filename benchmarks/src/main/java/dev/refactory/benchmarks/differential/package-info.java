/// The same requests to this product and to OpenRewrite, held against a plain compiler.
@NullMarked
package dev.refactory.benchmarks.differential;

import org.jspecify.annotations.NullMarked;
