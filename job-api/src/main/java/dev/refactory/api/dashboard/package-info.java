/// The page at `/dashboard`, and the contract at `/openapi.yaml`: files served as they are.
@NullMarked
package dev.refactory.api.dashboard;

import org.jspecify.annotations.NullMarked;
