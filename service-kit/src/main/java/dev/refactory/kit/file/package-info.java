/// What the platform's files lack: directories with everything in them.
@NullMarked
package dev.refactory.kit.file;

import org.jspecify.annotations.NullMarked;
