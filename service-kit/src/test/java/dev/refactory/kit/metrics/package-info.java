/// Tests of the package of the same name.
package dev.refactory.kit.metrics;
