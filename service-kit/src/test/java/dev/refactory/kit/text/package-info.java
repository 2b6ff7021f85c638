@org.jspecify.annotations.NullMarked
package dev.refactory.kit.text;
