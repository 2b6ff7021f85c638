/// Tests of fetching, reading and patching without a work tree.
@NullMarked
package dev.refactory.index.git;

import org.jspecify.annotations.NullMarked;
