/// Jobs as callers see them: status, progress, lists, patch and findings.
@NullMarked
package dev.refactory.api.job;

import org.jspecify.annotations.NullMarked;
