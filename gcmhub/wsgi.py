import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gcmhub.settings")
application = get_wsgi_application()

# A page makes thousands of objects and hardly any garbage that refers to itself: to look for it after every 700 of
# them, as Python does, took a twentieth of the time of a list. What is loaded by now never becomes garbage.
gc.freeze()
gc.set_threshold(50_000, 20, 20)
