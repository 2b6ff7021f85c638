/// Parts of a Java file as they are written, read from tokens: no parse that could fail, no facts.
@NullMarked
package dev.refactory.refactor.syntax;

import org.jspecify.annotations.NullMarked;
