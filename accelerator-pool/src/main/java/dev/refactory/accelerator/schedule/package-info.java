/// What an accelerator does next: the policies, which know neither time's source nor how long answers will be.
@NullMarked
package dev.refactory.accelerator.schedule;

import org.jspecify.annotations.NullMarked;
