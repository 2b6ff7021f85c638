/// What a compiler makes of sources, told by an ordinary compiler task through its public tree API
/// alone: no code is shared with what it judges.
@NullMarked
package dev.refactory.index.java.oracle;

import org.jspecify.annotations.NullMarked;
