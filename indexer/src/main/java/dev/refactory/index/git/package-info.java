/// Git repositories as commits, trees and blobs, never as a work tree; and patches written and proven on them.
@NullMarked
package dev.refactory.index.git;

import org.jspecify.annotations.NullMarked;
