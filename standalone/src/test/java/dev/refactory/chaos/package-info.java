/// Delivery on the real broker and database.
package dev.refactory.chaos;
