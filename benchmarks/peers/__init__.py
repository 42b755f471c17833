"""The same content by other means, each as its own manual teaches."""
