/// The embedded servers, started, killed and started again.
package dev.refactory.embedded;
